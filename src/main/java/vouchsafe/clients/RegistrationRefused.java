package vouchsafe.clients;

import java.util.Set;

/** Nothing was stored, for these reasons. */
public record RegistrationRefused(Set<RegistrationProblem> problems)
        implements RegistrationResult, RegistrationChangeResult {}
