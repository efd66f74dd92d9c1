package vouchsafe.clients;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of a client that an administrator decides; see {@link Client} for the meaning of each value. */
public record ClientRegistration(
        String name,
        @Nullable String authority,
        Set<String> grantTypes,
        List<RedirectUri> redirectUris,
        boolean confidential,
        boolean trusted,
        boolean pkceRequired) {}
