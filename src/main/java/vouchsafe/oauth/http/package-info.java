/**
 * Floor 2: the protocol core over HTTP: one token servlet and one revocation servlet, and how a request shows its client.
 * The differences between families of clients are in a {@link vouchsafe.oauth.http.Dialect}.
 */
@NullMarked
@NamedInterface("http")
package vouchsafe.oauth.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
