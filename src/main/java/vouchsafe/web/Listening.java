package vouchsafe.web;

import java.util.Optional;

/**
 * How proxies and browsers reach this process.
 *
 * @param socket the Unix socket in place of a port
 * @param http2 whether HTTP/2 is spoken without TLS, beside HTTP/1.1
 */
public record Listening(Optional<UnixSocket> socket, boolean http2) {}
