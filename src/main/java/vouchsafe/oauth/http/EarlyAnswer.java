package vouchsafe.oauth.http;

/**
 * An answer to a request outside the protocol, such as a preflight.
 *
 * @param body the value to write as JSON; a text is written as it is
 */
public record EarlyAnswer(int status, Object body) {}
