package vouchsafe.hypothesis;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.DeveloperToken;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.BadRequest;
import vouchsafe.web.BasicCredentials;

/**
 * Finds out who makes a call of the annotation API. As such clients expect, whoever shows no good token is nobody rather
 * than refused: public things are shown to them, everything else is not there.
 */
public final class ApiCallers {
    private static final String BEARER = "bearer ";
    private static final String ACTING_FOR = "X-Forwarded-User";
    private static final Set<String> EVERYTHING = Set.of(ApiCaller.READ, ApiCaller.WRITE);
    private static final ApiCaller NOBODY = new ApiCaller.Anonymous();

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

    /** By the bearer token in the header. */
    public ApiCaller identify(HttpServletRequest request) {
        return bearer(request).map(this::byToken).orElse(NOBODY);
    }

    /** The bearer token in the header. */
    public static Optional<String> bearer(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** By the bearer token, or as a third party's server by HTTP Basic: for the few endpoints that such may call. */
    public ApiCaller identifyOrClient(HttpServletRequest request) {
        Optional<BasicCredentials> basic;
        try {
            basic = BasicCredentials.read(request.getHeader("Authorization"));
        } catch (BadRequest malformed) {
            return NOBODY;
        }
        return basic.isPresent() ? byBasic(basic.get(), request.getHeader(ACTING_FOR)) : identify(request);
    }

    /** By a token that came some other way than in the header. */
    public ApiCaller byToken(String token) {
        return switch (accessTokens.check(token)) {
            case AccessTokens.Access.Live live -> byApp(live);
            case AccessTokens.Access.Expired expired -> NOBODY;
            case AccessTokens.Access.Invalid invalid ->
                developerTokens.check(token).map(this::byDeveloper).orElse(NOBODY);
        };
    }

    private ApiCaller byApp(AccessTokens.Access.Live live) {
        // Apps of other dialects hold no such scope, and learn nothing here, not even a username.
        Set<String> scopes = Set.copyOf(live.scopes());
        if (!scopes.contains(ApiCaller.READ) && !scopes.contains(ApiCaller.WRITE)) {
            return NOBODY;
        }
        ApiToken token = new ApiToken(live.client(), live.signInId(), live.issuedAt(), live.expiresAt(), live.grant());
        return members.find(live.grant().memberId())
                .filter(Member::active)
                .filter(member ->
                        Objects.equals(member.authority(), live.client().authority()))
                .<ApiCaller>map(member -> new ApiCaller.ForMember(member, UserId.of(member, authority), scopes, token))
                .orElse(NOBODY);
    }

    private ApiCaller byDeveloper(DeveloperToken developerToken) {
        ApiToken token = new ApiToken(null, developerToken.id(), developerToken.createdAt(), null, null);
        return members.find(developerToken.memberId())
                .filter(Member::active)
                .<ApiCaller>map(
                        member -> new ApiCaller.ForMember(member, UserId.of(member, authority), EVERYTHING, token))
                .orElse(NOBODY);
    }

    private ApiCaller byBasic(BasicCredentials basic, @Nullable String forwarded) {
        boolean printable = basic.user().chars().noneMatch(Character::isISOControl);
        Optional<Client> client = (printable ? clients.byClientId(basic.user()) : Optional.<Client>empty())
                .filter(Client::usable)
                // Nobody vouches for members of this server but they themselves.
                .filter(each -> each.authority() != null)
                .filter(each -> each.grantTypes().contains("client_credentials"))
                .filter(each -> each.confidential() && clients.authenticate(each, basic.password()));
        if (client.isEmpty()) {
            return NOBODY;
        }
        String theirs = authority.named(client.get().authority());
        if (forwarded == null) {
            return new ApiCaller.ForClient(client.get(), theirs, Optional.empty());
        }
        return UserId.parse(forwarded)
                .filter(userId -> userId.authority().equals(theirs))
                .flatMap(this::member)
                .<ApiCaller>map(member -> new ApiCaller.ForClient(
                        client.get(),
                        theirs,
                        Optional.of(new ApiCaller.ForwardedMember(member, UserId.of(member, authority)))))
                .orElse(NOBODY);
    }

    /** The member of this id whose account is in use. */
    public Optional<Member> member(UserId userId) {
        return userId.username().chars().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : members.byUsername(userId.username(), authority.stored(userId.authority()))
                        .filter(Member::active);
    }
}
