package vouchsafe.clients;

/** The outcome of asking for a new client secret. */
public sealed interface NewSecretResult {
    /** A new secret, readable only here. */
    record SecretMade(ClientSecret secret) implements NewSecretResult {}

    /** Two secrets would go on working beside it. */
    record TwoSecretsWork() implements NewSecretResult {}

    /** A public client has no secret. */
    record SecretOfPublicClient() implements NewSecretResult {}

    /** The client was deleted. */
    record SecretOfNoClient() implements NewSecretResult {}
}
