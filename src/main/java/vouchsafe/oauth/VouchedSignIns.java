package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Client;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;

/** Begins the sign-ins for which a third party vouches, of its own accounts only. */
final class VouchedSignIns {
    private final Members members;
    private final Authority authority;
    private final Grants grants;
    private final TokenFamilies families;
    private final Tokens tokens;
    private final AuditLog audit;

    VouchedSignIns(
            Members members,
            Authority authority,
            Grants grants,
            TokenFamilies families,
            Tokens tokens,
            AuditLog audit) {
        this.members = members;
        this.authority = authority;
        this.grants = grants;
        this.families = families;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** The member an assertion of this client is about. */
    Member member(Client client, String subject) throws Assertions.Refused {
        Optional<Member> member = UserId.parse(subject)
                .flatMap(id -> members.byUsername(id.username(), authority.stored(id.authority())))
                .filter(Member::active);
        if (member.isEmpty()) {
            throw new Assertions.Refused(AssertionFault.About.UNKNOWN_SUBJECT);
        }
        // A third party vouches for its own accounts only, and for members of this server where an administrator lets
        // it.
        if (!Objects.equals(client.authority(), member.get().authority())
                || (client.authority() == null && !client.rights().ownMembers())) {
            throw new Assertions.Refused(AssertionFault.About.FOREIGN_SUBJECT);
        }
        return member.get();
    }

    /**
     * Gives tokens to this member, under the consent that the third party vouches for. Part of the caller's transaction.
     *
     * @throws Ended where the account or the client ended meanwhile; the transaction comes to nothing
     */
    TokenResult begin(Client client, Member member, Instant now) {
        Grant grant = grants.find(client.id(), member.id())
                .filter(Grant::active)
                .filter(each -> each.permissions().scopes().containsAll(client.scopes()))
                .orElseGet(() -> vouched(client, member));
        CodeBinding binding = new CodeBinding(null, CodeProof.digest(""), false, null, null);
        UUID family = families.open(grant.id(), member.credentials(), client, binding, now)
                .orElseThrow(Ended::new);
        TokenState state = families.redeem(family, client, new CodeProof(null, true, null), now)
                .orElseThrow(() -> new IllegalStateException("a code just made can be redeemed"));
        return tokens.issue(client, state, Optional.empty(), now);
    }

    /** The account or the client ended while the sign-in began. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended() {
            super("the account or the client was ended meanwhile", null, false, false);
        }
    }

    private Grant vouched(Client client, Member member) {
        Permissions permissions = new Permissions(1, client.scopes(), List.of(), false, true, false);
        audit.record(AuditEvent.of("grant.vouched").to(member.id()).client(client.id()));
        return grants.authorize(
                client.id(),
                member.id(),
                permissions,
                false,
                "{\"client\":\"" + client.clientId() + "\",\"vouched\":true}");
    }
}
