package vouchsafe.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator can set.
 *
 * @param port TCP port to listen on; 0 picks a free one
 * @param dataFolder where the server keeps what must survive a restart
 * @param baseUrl the public address, without a trailing slash; defaults to loopback and the port
 * @param databaseUrl JDBC URL of a PostgreSQL 15 or newer; empty starts the embedded one
 */
public record Settings(int port, Path dataFolder, Optional<URI> baseUrl, Optional<String> databaseUrl) {}
