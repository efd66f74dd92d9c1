package vouchsafe.accounts;

import java.util.Optional;

/**
 * The values from which an account is made.
 *
 * @param username letters, digits and underscore, at most 30
 * @param name at most 60 characters
 * @param email an address; lower or upper case as given
 * @param emailVerified true where the creator of the account vouches for the address (command line)
 * @param password in clear; hashed before it is stored
 * @param administrator whether the new member is an administrator, who is a reviewer too
 */
public record NewMember(
        String username, String name, String email, boolean emailVerified, Password password, boolean administrator) {
    /** Refuses a name that no account may have, with a message for the person who typed it. */
    public NewMember {
        AccountRules.username(username)
                .or(() -> AccountRules.name(name))
                .or(() -> AccountRules.email(email))
                .or(() ->
                        PasswordRules.tooLong(password) ? Optional.of("This password is too long.") : Optional.empty())
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(problem);
                });
    }
}
