package vouchsafe.hypothesis;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.UserId;
import vouchsafe.clients.Client;

/** The caller of the annotation API. */
public sealed interface ApiCaller {
    /** The scope that a token needs to see private things. */
    String READ = "annotation:read";

    /** The scope that a token needs to change things. */
    String WRITE = "annotation:write";

    /**
     * A caller without credentials, or with bad ones, who sees public things only.
     *
     * @param client the client that the bad credentials name; null where none is known
     * @param why the reason why they are bad, for the owner of the client; empty without credentials
     */
    record Anonymous(@Nullable Client client, String why) implements ApiCaller {}

    /** A caller without credentials. */
    ApiCaller NOBODY = new Anonymous(null, "");

    /** A member's app, or the member's own script. */
    record ForMember(Member member, UserId userId, Set<String> scopes, ApiToken token) implements ApiCaller {}

    /**
     * A third party's server, by HTTP Basic.
     *
     * @param authority the authority whose accounts it manages
     * @param actingFor the member of that authority for whom it acts, if it named one
     */
    record ForClient(Client client, String authority, Optional<ForwardedMember> actingFor) implements ApiCaller {}

    /** A member for whom the server of their authority acts. */
    record ForwardedMember(Member member, UserId userId) {}

    /** The member whose private things may be shown to this caller. */
    default Optional<Member> reader() {
        return member(READ);
    }

    /** The member for whom this caller may change things. */
    default Optional<Member> writer() {
        return member(WRITE);
    }

    /** The member behind this caller, where it holds the scope. */
    private Optional<Member> member(String scope) {
        return switch (this) {
            case Anonymous anonymous -> Optional.empty();
            case ForMember member ->
                Optional.of(member.member()).filter(each -> member.scopes().contains(scope));
            case ForClient client -> client.actingFor().map(ForwardedMember::member);
        };
    }

    /** The user id of the member behind this caller. */
    default Optional<UserId> callerId() {
        return switch (this) {
            case Anonymous anonymous -> Optional.empty();
            case ForMember member -> Optional.of(member.userId());
            case ForClient client -> client.actingFor().map(ForwardedMember::userId);
        };
    }
}
