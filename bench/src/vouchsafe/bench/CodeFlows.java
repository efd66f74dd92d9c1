package vouchsafe.bench;

/** One signed-in member authorizes under an existing consent, and the app exchanges the code, again and again. */
final class CodeFlows implements Script {
    private final byte[] authorize;
    private final String exchange;
    private final String authorization;
    private String code = "";

    CodeFlows(Fixture.App app, String cookies) {
        this.authorize = Http.get(
                "/direct-sharing/projects/oauth2/authorize/?client_id=" + app.clientId() + "&response_type=code",
                "Cookie: " + cookies);
        this.exchange = "grant_type=authorization_code&redirect_uri=" + Http.encode(app.redirectUri()) + "&code=";
        this.authorization = app.authorization();
    }

    @Override
    public byte[] request() {
        return code.isEmpty() ? authorize : Http.post("/oauth2/token/", exchange + code, authorization);
    }

    @Override
    public boolean answered(Answer answer) {
        if (code.isEmpty()) {
            code = Answer.between(answer.require(302).header("Location"), "code=", '&');
            return false;
        }
        answer.require(200).bodyAfter("\"access_token\":\"", '"');
        code = "";
        return true;
    }
}
