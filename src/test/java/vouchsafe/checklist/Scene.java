package vouchsafe.checklist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import vouchsafe.TestServer;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.files.DataFile;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileDescription;
import vouchsafe.files.FileMetadata;
import vouchsafe.files.UploadCharge;
import vouchsafe.files.UploadOutcome;
import vouchsafe.files.UploadSize;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;
import vouchsafe.oauth.CheckOrder;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.SecretProof;
import vouchsafe.oauth.TokenEndpoint;
import vouchsafe.oauth.TokenResult;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/**
 * One member who shares with one project, and all that can begin between them. Whatever is known of them was read when the
 * scene began, as a request knows what it was let in with.
 */
final class Scene {
    static final FileDescription NIGHT = new FileDescription(
            "night.csv", new FileMetadata("{\"description\":\"A night\",\"tags\":[]}", null, null), List.of());

    private static final String CALLBACK = "https://app.example.org/callback";

    private final TestServer server = TestServer.shared();
    final Member member = TestAccounts.member();
    final Credentials credentials = member.credentials();
    final Member coordinator = TestAccounts.member();
    final Project project;
    final Client client;
    final Grant grant;
    private final String secret;
    /** Codes that wait to be exchanged, and refresh tokens that wait to be used. */
    final Queue<String> codes = new ConcurrentLinkedQueue<>();

    final Queue<String> refreshTokens = new ConcurrentLinkedQueue<>();

    final String download;
    final String ownDownload;
    final DataFile file;

    Scene(int sparesOfEachKind) {
        NewProject made = TestProjects.create(coordinator.id());
        project = made.project();
        secret = made.clientSecret().reveal();
        client = server.bean(Clients.class).find(project.clientRowId()).orElseThrow();
        grant = server.bean(Grants.class)
                .authorize(
                        client.id(),
                        member.id(),
                        new Permissions(project.version(), client.scopes(), List.of(), false, false, false),
                        false,
                        "{}");
        AtOnce.times(sparesOfEachKind, number -> {
            codes.add(code());
            return refreshTokens.add(Objects.requireNonNull(
                            tokens(server.context(), code()).orElseThrow().refreshToken())
                    .reveal());
        });
        file = ((UploadOutcome.Kept) upload(server.context())).file();
        DownloadLinks links = server.bean(DownloadLinks.class);
        download = links.url(file, grant).replaceFirst(".*key=", "");
        ownDownload = links.ownPath(file, credentials).split("/")[4];
    }

    private String code() {
        return server.bean(Authorizations.class)
                .issueCode(request(), grant, credentials)
                .orElseThrow()
                .reveal();
    }

    AuthorizationRequest request() {
        return new AuthorizationRequest(client, CALLBACK, true, null, client.scopes(), null, null, Set.of(), null);
    }

    UploadOutcome upload(ApplicationContext node) {
        try {
            Uploads uploads = node.getBean(Uploads.class);
            return uploads.keep(
                    uploads.receive(
                            new ByteArrayInputStream("1,2".getBytes(StandardCharsets.UTF_8)),
                            new UploadCharge(project.id(), grant.memberId(), null),
                            UploadSize.declared(3)),
                    grant,
                    project.id(),
                    false,
                    NIGHT,
                    Uploads.upload().client(client.id()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<TokenResult.Issued> tokens(ApplicationContext node, String code) {
        return token(node, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK));
    }

    Optional<TokenResult.Issued> refresh(ApplicationContext node, String token) {
        return token(node, Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    private Optional<TokenResult.Issued> token(ApplicationContext node, Map<String, String> form) {
        Map<String, List<String>> values =
                form.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
        TokenResult result = node.getBean(TokenEndpoint.class)
                .handle(
                        new Parameters(values),
                        new SecretProof(node.getBean(Clients.class), client.clientId(), secret),
                        CheckOrder.CLIENT_FIRST);
        return result instanceof TokenResult.Issued issued ? Optional.of(issued) : Optional.empty();
    }

    /** Whether anything can be done with these tokens. */
    boolean alive(ApplicationContext node, TokenResult.Issued tokens) {
        return node.getBean(AccessTokens.class).check(tokens.accessToken().reveal()) instanceof AccessTokens.Access.Live
                || refresh(node, Objects.requireNonNull(tokens.refreshToken()).reveal())
                        .isPresent();
    }

    /** Whether tokens can be had for this code, which can then be used. */
    boolean alive(ApplicationContext node, String code) {
        return tokens(node, code).filter(tokens -> alive(node, tokens)).isPresent();
    }
}
