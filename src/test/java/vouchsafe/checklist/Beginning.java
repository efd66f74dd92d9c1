package vouchsafe.checklist;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.accounts.CredentialsEnded;
import vouchsafe.accounts.EmailAddresses;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.consent.Joined;
import vouchsafe.consent.Joining;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.FileAccess;
import vouchsafe.files.FileChoice;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.UploadOutcome;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.oauth.TokenResult;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** What can begin for a member, as a request does it that was let in when the {@link Scene} began. */
enum Beginning {
    SESSION("browser session") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return TestAccounts.signIn(node, scene.member);
        }
    },
    CODE("code under a standing consent") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return node.getBean(Joining.class)
                    .again(scene.credentials, scene.request(), scene.grant)
                    .map(yes -> code(scene, node, yes));
        }
    },
    CONSENT("consent with a code") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            Joined joined = node.getBean(Joining.class)
                    .agree(scene.credentials, scene.request(), scene.project.version(), false);
            return joined instanceof Joined.Yes yes ? Optional.of(code(scene, node, yes)) : Optional.empty();
        }
    },
    EXCHANGE("exchange of a code") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return Optional.ofNullable(scene.codes.poll())
                    .flatMap(code -> scene.tokens(node, code))
                    .map(tokens -> () -> scene.alive(node, tokens));
        }
    },
    REFRESH("refresh") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            String token = scene.refreshTokens.poll();
            Optional<TokenResult.Issued> tokens = Optional.ofNullable(token).flatMap(old -> scene.refresh(node, old));
            tokens.ifPresent(next -> scene.refreshTokens.add(
                    Objects.requireNonNull(next.refreshToken()).reveal()));
            return tokens.map(next -> () -> scene.alive(node, next));
        }
    },
    DEVELOPER_TOKEN("developer token") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            DeveloperTokens tokens = node.getBean(DeveloperTokens.class);
            String token = tokens.make(scene.credentials).reveal();
            return Optional.of(() -> tokens.check(token).isPresent());
        }
    },
    MAIL_LINK("link in a mail that changes the address") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            String address = UUID.randomUUID() + "@example.org";
            EmailAddresses.Asked asked =
                    node.getBean(EmailAddresses.class).askToChange(scene.member, scene.credentials, address);
            if (!(asked instanceof EmailAddresses.Asked.Sent)) {
                throw new AssertionError(asked);
            }
            return Optional.of(() -> node
                    .getBean(JdbcTemplate.class)
                    .queryForList("SELECT id FROM mail_links WHERE email = ?", UUID.class, address)
                    .stream()
                    .findAny()
                    .isPresent());
        }
    },
    UPLOAD("upload by the project") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return scene.upload(node) instanceof UploadOutcome.Kept ? Optional.of(() -> false) : Optional.empty();
        }
    },
    DIRECT_UPLOAD("upload in steps") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            DirectUploads uploads = node.getBean(DirectUploads.class);
            try {
                return uploads.begin(scene.grant, scene.project.id(), scene.client.id(), Scene.NIGHT)
                        .map(begun -> () -> uploads.open(begun.id(), begun.url().replaceFirst(".*key=", "")));
            } catch (QuotaReached full) {
                throw new UncheckedIOException(full);
            }
        }
    },
    DOWNLOAD("download by the project") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return read(scene, node, scene.download);
        }
    },
    OWN_DOWNLOAD("download by the owner") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            return read(scene, node, scene.ownDownload);
        }
    },
    DELETION("deletion of files by the project") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            // Of a file that is not there, so that the others stay.
            return node.getBean(DataFiles.class)
                    .delete(scene.grant, new FileChoice.UploadedById(scene.project.id(), -1), DataFiles.deletion())
                    .map(deleted -> () -> false);
        }
    },
    PROJECT("project that the member runs") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            UUID clientId = node.getBean(Projects.class)
                    .create(TestProjects.draft(TestProjects.form()), scene.credentials)
                    .project()
                    .clientRowId();
            return Optional.of(() -> node.getBean(Clients.class)
                    .find(clientId)
                    .filter(Client::usable)
                    .isPresent());
        }
    },
    INVITATION("invitation by the member to run a project") {
        @Override
        Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node) {
            ProjectEnds ends = node.getBean(ProjectEnds.class);
            return ends.invite(scene.project, scene.coordinator.id(), scene.credentials)
                    ? Optional.of(() -> accepted(ends, scene))
                    : Optional.empty();
        }
    };

    /** The state (SQLSTATE) of a statement that waited in a circle. */
    private static final String DEADLOCK = "40P01";

    private final String words;

    Beginning(String words) {
        this.words = words;
    }

    /** As the checklist calls it. */
    String words() {
        return words;
    }

    /** Begins, and says how to find out whether it still counts; empty where it was refused. */
    abstract Optional<BooleanSupplier> begin(Scene scene, ApplicationContext node);

    /** The same, where those who are signed out meanwhile, or whose turn does not come, are refused too. */
    final Optional<BooleanSupplier> tryToBegin(Scene scene, ApplicationContext node) {
        try {
            return begin(scene, node);
        } catch (CredentialsEnded refused) {
            return Optional.empty();
        } catch (DataAccessException failure) {
            if (waitedTooLong(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Whether a lock was waited for until the limit, as on a machine that is too busy; a circle of locks is another failure. */
    static boolean waitedTooLong(Throwable failure) {
        return DatabaseTrouble.of(failure).filter(DatabaseTrouble.BUSY::equals).isPresent()
                && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .noneMatch(cause -> cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState()));
    }

    private static boolean accepted(ProjectEnds ends, Scene scene) {
        try {
            return ends.accept(scene.project, scene.coordinator.credentials());
        } catch (CredentialsEnded refused) {
            return false;
        }
    }

    private static BooleanSupplier code(Scene scene, ApplicationContext node, Joined.Yes yes) {
        return () -> scene.alive(node, yes.code().reveal());
    }

    private static Optional<BooleanSupplier> read(Scene scene, ApplicationContext node, String key) {
        FileAccess access = node.getBean(FileAccess.class);
        BooleanSupplier reads = () -> access.decide(scene.file.id(), key) instanceof FileAccess.Decision.Yes yes
                && access.note(yes)
                && access.holds(yes);
        return reads.getAsBoolean() ? Optional.of(reads) : Optional.empty();
    }
}
