package vouchsafe.clients;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.TypedText;

/** The values of a client that an administrator decides; see {@link Client} for the meaning of each value. */
public record ClientRegistration(
        String name,
        @Nullable String authority,
        Set<String> grantTypes,
        List<RedirectUri> redirectUris,
        boolean confidential,
        boolean trusted,
        boolean pkceRequired,
        ServerRights rights) {
    /** Characters of a name. */
    public static final int LONGEST_NAME = 100;

    /** How many redirect URIs one client has at most. */
    public static final int MOST_REDIRECT_URIS = 20;

    /** A client whose server has no rights beyond the usual. */
    public ClientRegistration(
            String name,
            @Nullable String authority,
            Set<String> grantTypes,
            List<RedirectUri> redirectUris,
            boolean confidential,
            boolean trusted,
            boolean pkceRequired) {
        this(name, authority, grantTypes, redirectUris, confidential, trusted, pkceRequired, ServerRights.NONE);
    }

    /** Drops space around the name, as forms do. */
    public ClientRegistration {
        name = name.strip();
    }

    /** Its faults, in the order of a form's fields; empty where it can be stored. */
    public Set<RegistrationProblem> problems() {
        boolean code = grantTypes.contains(GrantTypes.AUTHORIZATION_CODE);
        boolean vouches =
                grantTypes.contains(GrantTypes.JWT_BEARER) || grantTypes.contains(GrantTypes.CLIENT_CREDENTIALS);
        Set<RegistrationProblem> problems = EnumSet.noneOf(RegistrationProblem.class);
        note(problems, RegistrationProblem.NAME_MISSING, TypedText.blank(name));
        note(problems, RegistrationProblem.NAME_TOO_LONG, TypedText.length(name) > LONGEST_NAME);
        note(
                problems,
                RegistrationProblem.NAME_NOT_ONE_LINE,
                name.codePoints().anyMatch(each -> TypedText.breaks(each) || TypedText.turns(each)));
        note(problems, RegistrationProblem.CODES_FOR_FOREIGN_ACCOUNTS, code && authority != null);
        note(
                problems,
                RegistrationProblem.VOUCHES_FOR_OWN_MEMBERS,
                vouches && authority == null && !rights.ownMembers());
        note(problems, RegistrationProblem.VOUCHES_WITHOUT_SECRET, vouches && !confidential);
        note(problems, RegistrationProblem.GRANT_MISSING, !code && !vouches);
        note(problems, RegistrationProblem.REDIRECT_URI_MISSING, code && redirectUris.isEmpty());
        note(problems, RegistrationProblem.TOO_MANY_REDIRECT_URIS, redirectUris.size() > MOST_REDIRECT_URIS);
        return problems;
    }

    private static void note(Set<RegistrationProblem> problems, RegistrationProblem problem, boolean there) {
        if (there) {
            problems.add(problem);
        }
    }

    /**
     * The form in which it is stored. Where codes are not asked for, nothing about codes is kept. Rights over members of this
     * server are kept where the client is for them. PKCE is required of an app without a secret (RFC 9700 section 2.1.1),
     * unless its profile is that of software written without.
     */
    ClientRegistration effective(Lifetimes lifetimes) {
        boolean code = grantTypes.contains(GrantTypes.AUTHORIZATION_CODE);
        boolean calls = grantTypes.contains(GrantTypes.CLIENT_CREDENTIALS);
        boolean vouches = calls || grantTypes.contains(GrantTypes.JWT_BEARER);
        return new ClientRegistration(
                name,
                authority,
                grantTypes,
                code ? redirectUris.stream().distinct().toList() : List.of(),
                confidential,
                code && trusted,
                code && (pkceRequired || (!confidential && !lifetimes.lenient())),
                new ServerRights(vouches && authority == null && rights.ownMembers(), calls && rights.bulk()));
    }
}
