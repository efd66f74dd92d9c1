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
 * @param terms what they answered about the terms of whoever runs the server
 */
public record SignUpForm(String username, String name, String email, Password password, Terms terms) {
    /** The answer about the terms. */
    public enum Terms {
        /** The server has none, so nobody is asked. */
        NOT_ASKED,
        NOT_AGREED,
        AGREED
    }

    /** The form before anything was typed. */
    public static final SignUpForm EMPTY = new SignUpForm("", "", "", new Password(""), Terms.NOT_AGREED);

    /** Puts the address into its stored form. */
    public SignUpForm {
        email = WrittenAddress.ascii(email);
    }

    /** Its faults, by field name, in the order of the fields. */
    Map<String, String> problems() {
        return problems(false);
    }

    /** @param official whether it is of somebody who runs the server, and may be called so */
    Map<String, String> problems(boolean official) {
        Map<String, String> problems = new LinkedHashMap<>();
        AccountRules.username(username).ifPresent(problem -> problems.put("username", problem));
        if (!official && AccountRules.soundsOfficial(username)) {
            problems.put("username", "This name is kept for the people who run the server. Choose another.");
        }
        AccountRules.name(name).ifPresent(problem -> problems.put("name", problem));
        AccountRules.email(email).ifPresent(problem -> problems.put("email", problem));
        PasswordRules.problem(password, username, email, name).ifPresent(problem -> problems.put("password", problem));
        if (terms == Terms.NOT_AGREED) {
            problems.put("terms", "To become a member, agree to the terms.");
        }
        return problems;
    }
}
