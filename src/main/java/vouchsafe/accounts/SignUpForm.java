package vouchsafe.accounts;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The form of a visitor who wants to become a member, as typed.
 *
 * @param username surrounding space dropped
 * @param name surrounding space dropped
 * @param email surrounding space dropped
 * @param password as typed
 * @param terms whether they agreed to the terms
 */
public record SignUpForm(String username, String name, String email, Password password, boolean terms) {
    /** The form before anything was typed. */
    public static final SignUpForm EMPTY = new SignUpForm("", "", "", new Password(""), false);

    /** Puts the address into its stored form. */
    public SignUpForm {
        email = WrittenAddress.ascii(email);
    }

    /** Its faults, by field name, in the order of the fields. */
    Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        AccountRules.username(username).ifPresent(problem -> problems.put("username", problem));
        if (AccountRules.soundsOfficial(username)) {
            problems.put("username", "This name is kept for the people who run the server. Choose another.");
        }
        AccountRules.name(name).ifPresent(problem -> problems.put("name", problem));
        AccountRules.email(email).ifPresent(problem -> problems.put("email", problem));
        PasswordRules.problem(password, username, email, name).ifPresent(problem -> problems.put("password", problem));
        if (!terms) {
            problems.put("terms", "To become a member, agree to the terms.");
        }
        return problems;
    }
}
