package vouchsafe.web;

/** Told of tokens that came over plain http, where others on the way could read them. */
@FunctionalInterface
public interface SecretsInClear {
    /** Ends this token, if it is one of ours. */
    void seen(String token);
}
