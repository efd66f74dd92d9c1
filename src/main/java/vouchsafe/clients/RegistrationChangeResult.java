package vouchsafe.clients;

/** What becomes of a change of a registered client. */
public sealed interface RegistrationChangeResult
        permits RegistrationChangeResult.ClientChanged,
                RegistrationChangeResult.ClientDeletedMeanwhile,
                RegistrationRefused {
    /** It is stored; this is the client now. */
    record ClientChanged(Client client) implements RegistrationChangeResult {}

    /** Somebody deleted the client at the same moment. */
    record ClientDeletedMeanwhile() implements RegistrationChangeResult {}
}
