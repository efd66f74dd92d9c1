package vouchsafe.accounts;

import java.util.Optional;

/** Checks who someone says they are. */
public final class SignIns {
    private final Members members;
    private final Passwords passwords;

    SignIns(Members members, Passwords passwords) {
        this.members = members;
        this.passwords = passwords;
    }

    /** The member with this name or address, if the password is theirs and the account may be used. */
    public Optional<Member> check(String login, Password password) {
        Optional<Member> member = login.contains("@") ? members.byEmail(login) : members.byUsername(login);
        String hash = member.map(Member::id).map(members::passwordHash).orElse(null);
        return passwords.matches(password, hash) ? member.filter(Member::active) : Optional.empty();
    }
}
