package vouchsafe.accounts;

import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;

/** A member takes along everything there is of them: on record before the first byte, since whoever is signed in as them can. */
public final class MemberExports {
    private final Members members;
    private final AuditLog audit;

    MemberExports(Members members, AuditLog audit) {
        this.members = members;
        this.audit = audit;
    }

    /** Notes that they begin, and says whose export it is. */
    public Member begin(SignedInMember self) {
        Member member = members.find(self.id()).orElseThrow();
        audit.record(AuditEvent.of("member.exported").by(member.id()).to(member.id()));
        return member;
    }
}
