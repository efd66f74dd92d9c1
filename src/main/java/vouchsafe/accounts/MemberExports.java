package vouchsafe.accounts;

import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;

/**
 * Records that a member takes along everything there is of them: before the first byte, since an intruder who is signed
 * in as them could do so too.
 */
public final class MemberExports {
    private final Members members;
    private final AuditLog audit;

    MemberExports(Members members, AuditLog audit) {
        this.members = members;
        this.audit = audit;
    }

    /** Records that the export begins, and returns the member it is of. */
    public Member begin(SignedInMember self) {
        Member member = members.find(self.id()).orElseThrow();
        audit.record(AuditEvent.of("member.exported").by(member.id()).to(member.id()));
        return member;
    }
}
