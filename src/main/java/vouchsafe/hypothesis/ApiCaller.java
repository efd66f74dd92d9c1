package vouchsafe.hypothesis;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Client;

/** Who makes a call of the annotation API. */
public sealed interface ApiCaller {
    /** The scope without which nothing private is shown. */
    String READ = "annotation:read";

    /** The scope without which nothing is changed. */
    String WRITE = "annotation:write";

    /**
     * Nobody, or somebody with credentials that are not good: public things only.
     *
     * @param client whose credentials they are or claim to be; null where that is not known
     * @param why they are not good, for whoever looks after the client
     */
    record Anonymous(@Nullable Client client, String why) implements ApiCaller {}

    /** Somebody who claims nothing. */
    ApiCaller NOBODY = new Anonymous(null, "");

    /** A member's app, or the member's own script. */
    record ForMember(Member member, UserId userId, Set<String> scopes, ApiToken token) implements ApiCaller {}

    /**
     * A third party's server, by HTTP Basic.
     *
     * @param authority whose accounts it looks after
     * @param actingFor the member of that authority it acts for, if it named one
     */
    record ForClient(Client client, String authority, Optional<ForwardedMember> actingFor) implements ApiCaller {}

    /** A member for whom their authority's server speaks. */
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

    /** What the member behind this caller is called. */
    default Optional<UserId> callerId() {
        return switch (this) {
            case Anonymous anonymous -> Optional.empty();
            case ForMember member -> Optional.of(member.userId());
            case ForClient client -> client.actingFor().map(ForwardedMember::userId);
        };
    }
}
