package vouchsafe.portal.oauthclients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vouchsafe.accounts.Authority;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.GrantTypes;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.PublicAddress;

/** Reads the form about a client: what it means, or what is wrong with each field. */
final class FormCheck {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_URLS = 20;

    private final Authority own;
    private final PublicAddress address;

    FormCheck(Authority own, PublicAddress address) {
        this.own = own;
        this.address = address;
    }

    Authority own() {
        return own;
    }

    /** What a form means. */
    sealed interface Result {
        record Good(ClientRegistration registration) implements Result {}

        record Mend(Map<String, String> problems) implements Result {}
    }

    Result check(ClientForm form) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (form.name().isEmpty()) {
            problems.put("name", "Required");
        } else if (form.name().length() > LONGEST_NAME) {
            problems.put("name", "At most " + LONGEST_NAME + " characters.");
        }
        if (form.authority().isEmpty()) {
            problems.put("authority", "Required");
        } else if (!Authority.wellFormed(form.authority())) {
            problems.put("authority", "A domain in lower case, such as example.org.");
        }
        boolean code = form.grantType().equals(ClientForm.CODE);
        boolean known = Set.of(ClientForm.CODE, ClientForm.ASSERTION, ClientForm.CREDENTIALS)
                .contains(form.grantType());
        if (!known) {
            problems.put("grant_type", "One of authorization_code, jwt_bearer, client_credentials.");
        } else if (!problems.containsKey("authority")) {
            authorityProblem(form, code, problems);
        }
        List<RedirectUri> urls = code ? urls(form, problems) : List.of();
        return problems.isEmpty() ? new Result.Good(registration(form, code, urls)) : new Result.Mend(problems);
    }

    /** Members of this server agree themselves; accounts of others have no password here to sign in with. */
    private void authorityProblem(ClientForm form, boolean code, Map<String, String> problems) {
        boolean ours = form.authority().equals(own.value());
        if (code && !ours) {
            problems.put(
                    "authority",
                    "With authorization_code people sign in here, so it must be " + own.value()
                            + ". Accounts of others use jwt_bearer.");
        } else if (!code && ours) {
            problems.put(
                    "authority",
                    "Nobody vouches for members of " + own.value()
                            + " but they themselves. Name the domain of the third party.");
        }
    }

    private List<RedirectUri> urls(ClientForm form, Map<String, String> problems) {
        List<RedirectUri> urls = new ArrayList<>();
        for (String line : form.redirectUrls().lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            try {
                urls.add(RedirectUri.register(expanded(line)));
            } catch (InvalidRedirectUri refused) {
                problems.putIfAbsent("redirect_url", String.valueOf(refused.getMessage()));
            }
        }
        if (urls.isEmpty()) {
            problems.putIfAbsent("redirect_url", "Required when grant type is \"authorization_code\"");
        }
        if (urls.size() > MOST_URLS) {
            problems.putIfAbsent("redirect_url", "At most " + MOST_URLS + " addresses.");
        }
        return urls.stream().distinct().toList();
    }

    /**
     * The markers stand for this server's own address as configured, never for the Host header of some request. What they
     * make must be a page of this server, else it stays as typed and is refused for its braces.
     */
    private String expanded(String url) {
        String full = url.replace("{current_scheme}", address.base().getScheme())
                .replace("{current_host}", address.base().getHost());
        return full.startsWith(address.url("/")) ? full : url;
    }

    private ClientRegistration registration(ClientForm form, boolean code, List<RedirectUri> urls) {
        Set<String> grantTypes = switch (form.grantType()) {
            case ClientForm.CREDENTIALS -> Set.of(ClientForm.CREDENTIALS);
            case ClientForm.ASSERTION -> Set.of(GrantTypes.JWT_BEARER, "refresh_token");
            default -> Set.of(ClientForm.CODE, "refresh_token");
        };
        return new ClientRegistration(
                form.name(),
                own.stored(form.authority()),
                grantTypes,
                urls,
                !code || form.confidential(),
                form.trusted() && code,
                form.pkceRequired() && code);
    }
}
