package vouchsafe.app.demo;

import java.util.List;
import java.util.Optional;

/** The pages of an example app. */
final class ExampleAppPage {
    private static final String FRAME = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        :root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
        body { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem; }
        button, .button { font: inherit; padding: .6rem 1.1rem; border-radius: .5rem; border: 1px solid #4338ca;
          background: #4338ca; color: #fff; text-decoration: none; cursor: pointer; display: inline-block; }
        button.quiet { background: transparent; color: inherit; border-color: currentColor; }
        form { display: inline-block; margin: 0 .5rem .5rem 0; }
        pre { overflow: auto; max-height: 18rem; padding: 1rem; border: 1px solid #8886; border-radius: .5rem; font-size: .9rem; }
        .message { border-left: .3rem solid #4338ca; padding-left: 1rem; }
        .of { opacity: .75; }
        a { color: light-dark(#4338ca, #a5b4fc); } a.button { color: #fff; }
        </style></head>
        <body><main><h1>%s</h1>
        %s
        </main></body></html>
        """;

    private ExampleAppPage() {}

    /** A file that the app opened, and its text or why it could not be read. */
    record ReadFile(String name, String text) {}

    static String of(
            DemoProject project,
            String message,
            Optional<VouchsafeClient.Result<String>> member,
            List<ReadFile> files,
            String connectionsUrl) {
        StringBuilder body = new StringBuilder();
        body.append("<p>").append(escape(project.about())).append("</p>");
        body.append("<p class=\"of\">An example of an app by somebody else."
                + " It knows nothing of you until you connect it. <a href=\"about\">About</a></p>");
        if (!message.isEmpty()) {
            body.append("<p class=\"message\" role=\"status\">")
                    .append(escape(message))
                    .append("</p>");
        }
        if (member.isEmpty()) {
            body.append("<p><a class=\"button\" href=\"connect\">Connect your account</a></p>");
        } else {
            body.append(connected(member.get(), files, connectionsUrl));
        }
        return FRAME.formatted(project.title(), project.title(), body);
    }

    private static String connected(
            VouchsafeClient.Result<String> member, List<ReadFile> files, String connectionsUrl) {
        StringBuilder body = new StringBuilder(member.value()
                .map(json ->
                        "<h2>You are connected</h2><p>This is all the app can read about you:</p><pre tabindex=\"0\">"
                                + escape(json) + "</pre>")
                .orElse("<h2>Not connected any more</h2><p>" + escape(member.problem()) + "</p>"
                        + "<p><a class=\"button\" href=\"connect\">Connect again</a></p>"));
        for (ReadFile file : files) {
            body.append("<h3>").append(escape(file.name())).append("</h3>");
            if (file.name().endsWith(".png")) {
                body.append("<p>A picture of ").append(file.text().length()).append(" characters.</p>");
            } else {
                body.append("<pre tabindex=\"0\">").append(escape(file.text())).append("</pre>");
            }
        }
        if (member.value().isPresent()) {
            body.append("""
                <form method="post" action="add"><button>Add the data of today</button></form>
                <form method="post" action="refresh"><button class="quiet">Refresh the token</button></form>
                <form method="post" action="disconnect"><button class="quiet">Disconnect</button></form>
                """);
        }
        return body
                + "<p><a href=\"%s\">See and end this connection on your connections page</a></p>"
                        .formatted(escape(connectionsUrl));
    }

    static String about(DemoProject project) {
        return page(
                project,
                "<p>" + escape(project.about()) + "</p><p>A project of the demo: it is run by "
                        + escape(project.coordinator().words())
                        + ", and its app is a part of the demo's own process.</p>");
    }

    static String terms(DemoProject project) {
        return page(
                project,
                "<h2>Terms of use</h2><p>This app keeps what it reads in memory, and forgets it when the demo"
                        + " stops.</p>");
    }

    private static String page(DemoProject project, String body) {
        return FRAME.formatted(
                project.title(), project.title(), body + "<p><a href=\"" + project.path() + "\">The app</a></p>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
