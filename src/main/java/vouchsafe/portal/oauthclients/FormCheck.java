package vouchsafe.portal.oauthclients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vouchsafe.accounts.Authority;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.GrantTypes;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.RedirectUri;
import vouchsafe.clients.RegistrationProblem;
import vouchsafe.clients.ServerRights;
import vouchsafe.web.PublicAddress;

/** Reads the form about a client: a registration, or the errors of each field. */
final class FormCheck {
    private static final List<String> FIELDS = List.of("name", "authority", "grant_type", "redirect_url");

    private final Authority own;
    private final PublicAddress address;
    private final AppSchemes schemes;

    FormCheck(Authority own, PublicAddress address, AppSchemes schemes) {
        this.own = own;
        this.address = address;
        this.schemes = schemes;
    }

    Authority own() {
        return own;
    }

    /** The result of reading a form. */
    sealed interface Result {
        record Good(ClientRegistration registration) implements Result {}

        record Mend(Map<String, String> problems) implements Result {}
    }

    /** Checks the form. An unreadable field is reported before a readable one that is not allowed. */
    Result check(ClientForm form) {
        Map<String, String> problems = new HashMap<>();
        if (form.authority().isEmpty()) {
            problems.put("authority", "Required");
        } else if (!Authority.wellFormed(form.authority())) {
            problems.put("authority", "A domain in lower case, such as example.org.");
        }
        ClientRegistration registration = registration(form, problems);
        words(registration.problems()).forEach(problems::putIfAbsent);
        return problems.isEmpty() ? new Result.Good(registration) : new Result.Mend(inOrder(problems));
    }

    /** The errors to mend, by field. */
    Map<String, String> words(Set<RegistrationProblem> problems) {
        Map<String, String> words = new HashMap<>();
        for (RegistrationProblem each : problems) {
            words.merge(field(each), words(each), (before, more) -> before + "\n" + more);
        }
        return inOrder(words);
    }

    private static Map<String, String> inOrder(Map<String, String> words) {
        Map<String, String> inOrder = new LinkedHashMap<>();
        for (String field : FIELDS) {
            Optional.ofNullable(words.get(field)).ifPresent(each -> inOrder.put(field, each));
        }
        return inOrder;
    }

    private static String field(RegistrationProblem problem) {
        return switch (problem) {
            case NAME_MISSING, NAME_TOO_LONG, NAME_NOT_ONE_LINE -> "name";
            case CODES_FOR_FOREIGN_ACCOUNTS, VOUCHES_FOR_OWN_MEMBERS -> "authority";
            case GRANT_MISSING, VOUCHES_WITHOUT_SECRET -> "grant_type";
            case REDIRECT_URI_MISSING, TOO_MANY_REDIRECT_URIS -> "redirect_url";
        };
    }

    private String words(RegistrationProblem problem) {
        return switch (problem) {
            case NAME_MISSING -> "Required";
            case NAME_NOT_ONE_LINE ->
                "This must be one line of text without control characters, nor any that turn the direction of writing.";
            case NAME_TOO_LONG -> "At most " + ClientRegistration.LONGEST_NAME + " characters.";
            case CODES_FOR_FOREIGN_ACCOUNTS ->
                "With authorization_code people sign in here, so it must be " + own.value()
                        + ". Accounts of others use jwt_bearer.";
            case VOUCHES_FOR_OWN_MEMBERS ->
                "Nobody vouches for members of " + own.value()
                        + " but they themselves. Name the domain of the third party, or tick \"Looks after members of"
                        + " this server\".";
            case VOUCHES_WITHOUT_SECRET -> "Whoever vouches for accounts does so with a secret.";
            case GRANT_MISSING -> "One of authorization_code, jwt_bearer, client_credentials.";
            case REDIRECT_URI_MISSING -> "Required when grant type is \"authorization_code\"";
            case TOO_MANY_REDIRECT_URIS -> "At most " + ClientRegistration.MOST_REDIRECT_URIS + " addresses.";
        };
    }

    private List<RedirectUri> urls(ClientForm form, Map<String, String> problems) {
        List<RedirectUri> urls = new ArrayList<>();
        for (String line : form.redirectUrls().lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                continue;
            }
            try {
                urls.add(RedirectUri.register(expanded(line), schemes));
            } catch (InvalidRedirectUri refused) {
                problems.merge(
                        "redirect_url", String.valueOf(refused.getMessage()), (before, more) -> before + "\n" + more);
            }
        }
        return urls;
    }

    /**
     * Replaces the markers of a redirect URL by this server's address as configured, never by the Host header of a request.
     * The result must be a page of this server; otherwise the URL stays as typed and is refused for its braces.
     */
    private String expanded(String url) {
        String full = url.replace("{current_scheme}", address.base().getScheme())
                .replace("{current_host}", address.base().getHost());
        return full.startsWith(address.url("/")) ? full : url;
    }

    private ClientRegistration registration(ClientForm form, Map<String, String> problems) {
        Set<String> grantTypes = switch (form.grantType()) {
            case ClientForm.CREDENTIALS -> Set.of(ClientForm.CREDENTIALS);
            case ClientForm.ASSERTION -> Set.of(GrantTypes.JWT_BEARER, "refresh_token");
            case ClientForm.CODE -> Set.of(ClientForm.CODE, "refresh_token");
            default -> Set.of();
        };
        boolean code = grantTypes.contains(ClientForm.CODE);
        return new ClientRegistration(
                form.name(),
                own.stored(form.authority()),
                grantTypes,
                code ? urls(form, problems) : List.of(),
                !code || form.confidential(),
                form.trusted(),
                form.pkceRequired(),
                new ServerRights(form.ownMembers(), form.bulk()));
    }
}
