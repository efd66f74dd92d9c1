package vouchsafe.checklist;

import static vouchsafe.checklist.Beginning.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.EmailAddresses;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.clients.Clients;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.TestProjects;
import vouchsafe.sharing.ProjectEnds;
import vouchsafe.sharing.Withdrawal;

/** What ends everything of one kind, what has just begun and what is just beginning too. */
enum Ending {
    PASSWORD_CHANGED(
            "password changed, apps ended",
            EnumSet.of(SESSION, CODE, CONSENT, EXCHANGE, REFRESH, DEVELOPER_TOKEN, MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(PasswordChanges.class)
                    .change(scene.member, scene.credentials, new Password("another good secret"), true, "none");
        }
    },
    PASSWORD_RESET(
            "password reset",
            EnumSet.of(SESSION, CODE, CONSENT, EXCHANGE, REFRESH, DEVELOPER_TOKEN, MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            boolean done = server.bean(PasswordChanges.class)
                    .reset(TestAccounts.resetLink(scene.member), new Password("another good secret"))
                    .isPresent();
            if (!done) {
                throw new AssertionError("the link was good");
            }
        }
    },
    OTHERS_SIGNED_OUT("other browsers signed out", EnumSet.of(SESSION, OWN_DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(BrowserSessions.class).endOthers(scene.credentials, "none");
        }
    },
    ADDRESS_CHANGED("address changed", EnumSet.of(MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(EmailAddresses.class)
                    .change(TestAccounts.changeLink(scene.member, UUID.randomUUID() + "@example.net"));
        }
    },
    SUSPENDED("account suspended", EnumSet.allOf(Beginning.class)) {
        @Override
        void end(Scene scene) {
            server.bean(MemberAdministration.class).suspend(ADMINISTRATOR, scene.member, "a race");
        }
    },
    DELETED("account deleted", EnumSet.complementOf(EnumSet.of(PROJECT, INVITATION))) {
        @Override
        void end(Scene scene) {
            List<String> obstacles = server.bean(AccountDeletion.class).delete(scene.member, scene.credentials, false);
            if (!obstacles.isEmpty()) {
                throw new AssertionError(obstacles);
            }
        }
    },
    WITHDRAWN("member withdrew", EnumSet.of(CODE, EXCHANGE, REFRESH, UPLOAD, DIRECT_UPLOAD, DOWNLOAD, DELETION)) {
        @Override
        void end(Scene scene) {
            server.bean(Withdrawal.class).byMember(scene.member.id(), scene.grant.id(), false);
        }
    },
    REMOVED("removed by the project", EnumSet.of(CODE, EXCHANGE, REFRESH, UPLOAD, DIRECT_UPLOAD, DOWNLOAD, DELETION)) {
        @Override
        void end(Scene scene) {
            server.bean(Withdrawal.class).remove(scene.coordinator.id(), scene.project, List.of(scene.grant.subject()));
        }
    },
    CLIENT_SUSPENDED("client suspended", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(Clients.class).suspend(scene.client.id(), true);
        }
    },
    COORDINATOR_SUSPENDED("coordinator suspended", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(MemberAdministration.class).suspend(ADMINISTRATOR, scene.coordinator, "a race");
        }
    },
    CLOSED("project closed", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, DOWNLOAD)) {
        @Override
        void end(Scene scene) {
            server.bean(ProjectEnds.class).close(scene.project, scene.coordinator.id(), "a race");
        }
    },
    CONVERTED("project converted", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH)) {
        @Override
        void end(Scene scene) {
            server.bean(ProjectEnds.class)
                    .convert(
                            scene.project,
                            ProjectKind.ON_SITE,
                            TestProjects.onSiteDraft("name", scene.project.name()),
                            ADMINISTRATOR.id());
        }
    };

    private static final Member BOSS = TestServer.shared().administrator();
    static final SignedInMember ADMINISTRATOR =
            new SignedInMember(BOSS.id(), BOSS.username(), true, false, true, BOSS.stamp());

    final TestServer server = TestServer.shared();
    private final String words;
    private final Set<Beginning> ends;

    Ending(String words, Set<Beginning> ends) {
        this.words = words;
        this.ends = ends;
    }

    /** As the checklist calls it. */
    String words() {
        return words;
    }

    /** Of what nothing is left. */
    Set<Beginning> ends() {
        return ends;
    }

    abstract void end(Scene scene);
}
