package vouchsafe.clients;

/** The outcome of changing a registered client. */
public sealed interface RegistrationChangeResult
        permits RegistrationChangeResult.ClientChanged,
                RegistrationChangeResult.ClientDeletedMeanwhile,
                RegistrationRefused {
    /** It is stored; this is the client now. */
    record ClientChanged(Client client) implements RegistrationChangeResult {}

    /** The client was deleted at the same moment. */
    record ClientDeletedMeanwhile() implements RegistrationChangeResult {}
}
