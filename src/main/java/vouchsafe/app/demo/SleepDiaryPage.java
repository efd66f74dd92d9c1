package vouchsafe.app.demo;

import java.util.Optional;

/** The one page of the example app. */
final class SleepDiaryPage {
    private static final String FRAME = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Sleep Diary</title>
        <style>
        :root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
        body { max-width: 38rem; margin: 0 auto; padding: 2rem 1.25rem; }
        button, .button { font: inherit; padding: .6rem 1.1rem; border-radius: .5rem; border: 1px solid #4338ca;
          background: #4338ca; color: #fff; text-decoration: none; cursor: pointer; display: inline-block; }
        button.quiet { background: transparent; color: inherit; border-color: currentColor; }
        form { display: inline-block; margin: 0 .5rem .5rem 0; }
        pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; border-radius: .5rem; font-size: .9rem; }
        .message { border-left: .3rem solid #4338ca; padding-left: 1rem; }
        </style></head>
        <body><main><h1>Sleep Diary</h1>
        <p>An example of an app by somebody else. It knows nothing of you until you connect it.</p>
        %s
        </main></body></html>
        """;

    private SleepDiaryPage() {}

    static String of(String message, Optional<VouchsafeClient.Result<String>> member, String connectionsUrl) {
        StringBuilder body = new StringBuilder();
        if (!message.isEmpty()) {
            body.append("<p class=\"message\" role=\"status\">")
                    .append(escape(message))
                    .append("</p>");
        }
        if (member.isEmpty()) {
            body.append("<p><a class=\"button\" href=\"/connect\">Connect your account</a></p>");
        } else {
            body.append(connected(member.get(), connectionsUrl));
        }
        return FRAME.formatted(body);
    }

    private static String connected(VouchsafeClient.Result<String> member, String connectionsUrl) {
        String read = member.value()
                .map(json -> "<h2>You are connected</h2><p>This is all the app can read about you:</p><pre>"
                        + escape(json) + "</pre>")
                .orElse("<h2>Not connected any more</h2><p>" + escape(member.problem()) + "</p>");
        return read + """
            <form method="post" action="/refresh"><button>Refresh the token</button></form>
            <form method="post" action="/disconnect"><button class="quiet">Disconnect</button></form>
            <p><a href="%s">See and end this connection on your connections page</a></p>
            """.formatted(escape(connectionsUrl));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
