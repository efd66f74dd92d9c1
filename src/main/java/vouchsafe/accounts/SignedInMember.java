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

    /** What this request acts under; others may have replaced it since it began. */
    public Credentials credentials() {
        return new Credentials(id, stamp);
    }

    @Override
    public Page.Visitor visitor() {
        return new Page.Visitor(username, administrator, reviewer, emailVerified);
    }
}
