package vouchsafe.oauth;

import org.jspecify.annotations.Nullable;

/**
 * How a caller says which client it is.
 *
 * @param clientId as given; null where nothing was given
 * @param secret as given; null where none was
 */
public record ClientCredentials(
        @Nullable String clientId, @Nullable String secret) {
    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
