package vouchsafe.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;

/** A project that uploads files of a member and deletes some. What was taken is there, byte for byte; what went is gone. */
final class Uploader implements Actor {
    private static final int MOST_BYTES = 60_000;

    private final Calls calls;
    private final ProjectApp app;
    private final String member;
    private final List<Sent> sent = new ArrayList<>();

    private static final class Sent {
        final long id;
        final byte[] content;
        boolean mayBeThere = true;
        boolean mayBeGone;

        Sent(long id, byte[] content) {
            this.id = id;
            this.content = content;
        }
    }

    /** @param member number of the member in the project */
    Uploader(Calls calls, ProjectApp app, String member) {
        this.calls = calls;
        this.app = app;
        this.member = member;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public void act() throws Unanswered {
        List<Sent> there = sent.stream().filter(file -> !file.mayBeGone).toList();
        if (there.size() > 20) {
            delete(there.getFirst());
            return;
        }
        byte[] content = new byte[ThreadLocalRandom.current().nextInt(1, MOST_BYTES)];
        ThreadLocalRandom.current().nextBytes(content);
        HttpResponse<String> answer = calls.send(app.upload(calls.node(), member, "night.bin", content));
        Actor.expect(201, answer, "a file is taken");
        sent.add(new Sent(JsonMapper.shared().readTree(answer.body()).path("id").asLong(), content));
    }

    private void delete(Sent file) throws Unanswered {
        file.mayBeGone = true;
        Actor.expect(200, calls.send(app.delete(calls.node(), member, file.id)), "a file is deleted");
        file.mayBeThere = false;
    }

    @Override
    public int verify(String node) throws Unanswered {
        Map<Long, String> listed = listed(node);
        List<Sent> chosen = Sample.of(sent);
        for (Sent file : chosen) {
            boolean there = listed.containsKey(file.id);
            if (there ? !file.mayBeThere : !file.mayBeGone) {
                throw new BrokenPromise(
                        "file " + file.id + (there ? " was deleted and is listed" : " was taken and is not listed"));
            }
        }
        for (Sent file : chosen) {
            String url = listed.get(file.id);
            // One that nobody said was deleted may go while it is read.
            if (url != null && !file.mayBeGone && ThreadLocalRandom.current().nextInt(5) == 0) {
                assertSame(file, node, url);
            }
        }
        return chosen.size();
    }

    private Map<Long, String> listed(String node) throws Unanswered {
        Map<Long, String> listed = new HashMap<>();
        String next = "";
        do {
            HttpRequest.Builder request = next.isEmpty() ? app.files(node, member) : app.page(next);
            JsonNode page = JsonMapper.shared()
                    .readTree(Actor.expect(200, calls.send(request), "a project lists its files")
                            .body());
            page.path("data")
                    .forEach(file -> listed.put(
                            file.path("id").asLong(), file.path("download_url").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return listed;
    }

    private void assertSame(Sent file, String node, String url) throws Unanswered {
        try (HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            String path = url.substring(url.indexOf('/', "https://".length()));
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(node + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 503) {
                throw new Unanswered("download: 503");
            }
            if (answer.statusCode() != 200 || !Arrays.equals(answer.body(), file.content)) {
                throw new BrokenPromise("file " + file.id + " of " + file.content.length + " bytes was answered with "
                        + answer.statusCode() + " and " + answer.body().length + " bytes that are not the same");
            }
        } catch (IOException none) {
            throw new Unanswered("download: " + none);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unanswered("download: " + interrupted);
        }
    }
}
