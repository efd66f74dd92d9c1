package vouchsafe.clients;

import org.jspecify.annotations.Nullable;

/** What becomes of a client that is to be registered. */
public sealed interface RegistrationResult permits RegistrationResult.ClientRegistered, RegistrationRefused {
    /**
     * It is registered.
     *
     * @param secret readable only here; null for a public client
     */
    record ClientRegistered(Client client, @Nullable ClientSecret secret) implements RegistrationResult {}
}
