package vouchsafe.portal.member;

import java.util.Map;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.oauth.AccessTokens;

/** A member, their browser, and one app they have connected. */
record Membership(TestApp app, Member member, WebSession browser, Answer tokens) {

    static Membership of(TestApp app) {
        return of(app, TestServer.shared().member());
    }

    static Membership of(TestApp app, Member member) {
        WebSession browser = TestServer.shared().signedIn(member);
        return new Membership(app, member, browser, app.connect(browser));
    }

    /** The consent as it is stored now. */
    Grant grant() {
        return TestServer.shared()
                .bean(Grants.class)
                .find(app.client().id(), member.id())
                .orElseThrow();
    }

    String accessToken() {
        return tokens.text("access_token");
    }

    String refreshToken() {
        return tokens.text("refresh_token");
    }

    String leavePath() {
        return "/direct-sharing/projects/leave/" + grant().id() + "/";
    }

    String path() {
        return "/member/me/connections/" + grant().id() + "/";
    }

    int withdraw(Map<String, String> fields) {
        return browser.submit(leavePath(), fields).statusCode();
    }

    static AccessTokens.Access access(String token) {
        return TestServer.shared().bean(AccessTokens.class).check(token);
    }

    static boolean works(String accessToken) {
        return access(accessToken) instanceof AccessTokens.Access.Live;
    }
}
