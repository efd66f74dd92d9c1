package vouchsafe.oauth.http;

/**
 * An answer to what is no request of the protocol, such as a preflight.
 *
 * @param body what becomes JSON; a text is written as it is
 */
public record EarlyAnswer(int status, Object body) {}
