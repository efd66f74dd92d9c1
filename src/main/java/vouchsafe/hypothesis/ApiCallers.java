package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.DeveloperToken;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.BasicCredentials;
import vouchsafe.web.api.BearerToken;

/**
 * Finds the caller of the annotation API. As annotation clients expect, a caller without a good token is not refused but
 * anonymous: public things are shown, everything else counts as absent.
 */
public final class ApiCallers {
    private static final String ACTING_FOR = "X-Forwarded-User";
    private static final Set<String> EVERYTHING = Set.of(ApiCaller.READ, ApiCaller.WRITE);

    private final AccessTokens accessTokens;
    private final DeveloperTokens developerTokens;
    private final Clients clients;
    private final Members members;
    private final Authority authority;

    ApiCallers(
            AccessTokens accessTokens,
            DeveloperTokens developerTokens,
            Clients clients,
            Members members,
            Authority authority) {
        this.accessTokens = accessTokens;
        this.developerTokens = developerTokens;
        this.clients = clients;
        this.members = members;
        this.authority = authority;
    }

    /** Finds the caller by the bearer token in the header. */
    public ApiCaller identify(HttpServletRequest request) {
        Optional<String> bearer = BearerToken.in(request.getHeader("Authorization"));
        return bearer.isPresent()
                ? byToken(bearer.get())
                : basic(request)
                        .flatMap(basic -> clients.byClientId(basic.user()))
                        .map(client -> nobody(client, "this call takes no HTTP Basic"))
                        .orElse(ApiCaller.NOBODY);
    }

    private static ApiCaller nobody(@Nullable Client client, String why) {
        return new ApiCaller.Anonymous(client, why);
    }

    /**
     * Finds the caller by the bearer token, or a third party's server by HTTP Basic, for the few endpoints that such
     * servers may call.
     */
    public ApiCaller identifyOrClient(HttpServletRequest request) {
        Optional<BasicCredentials> basic = basic(request);
        return basic.isPresent() ? byBasic(basic.get(), request.getHeader(ACTING_FOR)) : identify(request);
    }

    /** The credentials of HTTP Basic; empty also where they are malformed. */
    private static Optional<BasicCredentials> basic(HttpServletRequest request) {
        try {
            return BasicCredentials.read(request.getHeader("Authorization"));
        } catch (BadRequest malformed) {
            return Optional.empty();
        }
    }

    /** Finds the caller by a token from another place than the header. */
    public ApiCaller byToken(String token) {
        return switch (accessTokens.check(token)) {
            case AccessTokens.Access.Live live -> byApp(live);
            case AccessTokens.Access.Expired(Client client) -> nobody(client, "the token has expired");
            case AccessTokens.Access.Invalid(Client client, String why) ->
                client != null
                        ? nobody(client, why)
                        : developerTokens.check(token).map(this::byDeveloper).orElse(ApiCaller.NOBODY);
        };
    }

    private ApiCaller byApp(AccessTokens.Access.Live live) {
        // Apps of other dialects hold no scope of this API, and learn nothing here, not even a username.
        Set<String> scopes = Set.copyOf(live.scopes());
        if (!scopes.contains(ApiCaller.READ) && !scopes.contains(ApiCaller.WRITE)) {
            return nobody(live.client(), "the token has no scope for annotations");
        }
        ApiToken token = new ApiToken(live.client(), live.signInId(), live.issuedAt(), live.expiresAt(), live.grant());
        return members.find(live.grant().memberId())
                .filter(Member::active)
                .filter(member ->
                        Objects.equals(member.authority(), live.client().authority()))
                .<ApiCaller>map(member -> new ApiCaller.ForMember(member, UserId.of(member, authority), scopes, token))
                .orElseGet(() -> nobody(live.client(), "the member's account is not in use, or not of its authority"));
    }

    private ApiCaller byDeveloper(DeveloperToken developerToken) {
        ApiToken token = new ApiToken(null, developerToken.id(), developerToken.createdAt(), null, null);
        return members.find(developerToken.memberId())
                .filter(Member::active)
                .<ApiCaller>map(
                        member -> new ApiCaller.ForMember(member, UserId.of(member, authority), EVERYTHING, token))
                .orElse(ApiCaller.NOBODY);
    }

    private ApiCaller byBasic(BasicCredentials basic, @Nullable String forwarded) {
        Optional<Client> claimed = clients.byClientId(basic.user());
        if (claimed.isEmpty()) {
            return ApiCaller.NOBODY;
        }
        Client client = claimed.get();
        Optional<String> problem = problem(client, basic.password());
        if (problem.isPresent()) {
            return nobody(client, problem.get());
        }
        String theirs = authority.named(client.authority());
        if (forwarded == null) {
            return new ApiCaller.ForClient(client, theirs, Optional.empty());
        }
        return UserId.read(forwarded.strip(), theirs)
                .filter(userId -> userId.authority().equals(theirs))
                .flatMap(this::member)
                .<ApiCaller>map(member -> new ApiCaller.ForClient(
                        client,
                        theirs,
                        Optional.of(new ApiCaller.ForwardedMember(member, UserId.of(member, authority)))))
                .orElseGet(() -> nobody(client, ACTING_FOR + " names no account in use of " + theirs));
    }

    /** The reason why a client may not call by HTTP Basic; empty where it may. */
    private Optional<String> problem(Client client, String secret) {
        if (!client.usable()) {
            return Optional.of("the client is suspended");
        }
        if (client.authority() == null && !client.rights().ownMembers()) {
            // A third party vouches for its own accounts only, and for members of this server where an administrator
            // lets it.
            return Optional.of("the client looks after no accounts of a third party");
        }
        if (!client.grantTypes().contains("client_credentials")) {
            return Optional.of("the client is not registered for client_credentials");
        }
        boolean right = client.confidential() && clients.authenticate(client, secret);
        return right ? Optional.empty() : Optional.of("the client secret is wrong or has ended");
    }

    /** The member of this id whose account is in use. */
    public Optional<Member> member(UserId userId) {
        return members.byUsername(userId.username(), authority.stored(userId.authority()))
                .filter(Member::active);
    }

    /** The member whose account is in use, by user id or by name; a name alone is one of the caller's own authority. */
    public Optional<Member> member(String named, ApiCaller caller) {
        String own = caller instanceof ApiCaller.ForClient client
                ? client.authority()
                : caller.callerId().map(UserId::authority).orElse(authority.value());
        return UserId.read(named, own).flatMap(this::member);
    }
}
