package vouchsafe.accounts;

import java.util.UUID;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageVisitor;

/**
 * The principal of a signed-in browser. Read from the members table at every request, never kept in the session, so a
 * suspension or a change of roles holds from the next click on.
 */
public record SignedInMember(
        UUID id, String username, boolean administrator, boolean reviewer, boolean emailVerified, int stamp)
        implements PageVisitor {

    static SignedInMember of(Member member) {
        return new SignedInMember(
                member.id(),
                member.username(),
                member.administrator(),
                member.reviewer(),
                member.emailVerified(),
                member.stamp());
    }

    /** The credentials this request acts under; they may have been replaced since it began. */
    public Credentials credentials() {
        return new Credentials(id, stamp);
    }

    @Override
    public Page.Visitor visitor() {
        return new Page.Visitor(username, administrator, reviewer, emailVerified);
    }
}
