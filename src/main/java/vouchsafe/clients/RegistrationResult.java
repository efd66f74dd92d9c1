package vouchsafe.clients;

import org.jspecify.annotations.Nullable;

/** The outcome of registering a client. */
public sealed interface RegistrationResult permits RegistrationResult.ClientRegistered, RegistrationRefused {
    /**
     * It is registered.
     *
     * @param secret readable only here; null for a public client
     */
    record ClientRegistered(Client client, @Nullable ClientSecret secret) implements RegistrationResult {}
}
