package vouchsafe.faults;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who writes annotations, changes and deletes them. Each is as it was left, or one step further. */
final class Annotator implements Actor {
    private final Calls calls;
    private final String token;
    private final List<Note> notes = new ArrayList<>();
    private int written;

    /** An annotation that was answered for, and what may have become of it. */
    private static final class Note {
        final String id;
        final Set<String> texts = new HashSet<>();
        boolean mayBeThere = true;
        boolean mayBeGone;
        /** Nobody said what became of a change, which may still come. */
        boolean unsure;

        Note(String id, String text) {
            this.id = id;
            texts.add(text);
        }
    }

    /** @param token that the member made on the page for developers */
    Annotator(Calls calls, String token) {
        this.calls = calls;
        this.token = token;
    }

    @Override
    public String kind() {
        return "annotation";
    }

    @Override
    public void act() throws Unanswered {
        String text = "Note " + written++;
        List<Note> sure =
                notes.stream().filter(note -> note.mayBeThere && !note.unsure).toList();
        if (written % 4 < 2 || sure.isEmpty()) {
            create(text);
            return;
        }
        Note note = sure.get(ThreadLocalRandom.current().nextInt(sure.size()));
        note.unsure = true;
        if (written % 4 == 2) {
            note.texts.add(text);
            Actor.expect(200, calls.send(patch(note, text)), "an annotation of one's own is changed");
            note.texts.retainAll(Set.of(text));
        } else {
            note.mayBeGone = true;
            Actor.expect(200, calls.send(at(note, calls.node()).DELETE()), "an annotation of one's own is deleted");
            note.mayBeThere = false;
        }
        note.unsure = false;
    }

    private void create(String text) throws Unanswered {
        HttpResponse<String> made = calls.send(request(calls.node() + "/api/annotations")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"uri\":\"https://example.org/a\",\"text\":\"" + text + "\"}")));
        Actor.expect(200, made, "an annotation is written");
        notes.add(new Note(JsonMapper.shared().readTree(made.body()).path("id").asString(), text));
    }

    private HttpRequest.Builder patch(Note note, String text) {
        return at(note, calls.node())
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}"));
    }

    private HttpRequest.Builder at(Note note, String node) {
        return request(node + "/api/annotations/" + note.id);
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    @Override
    public int verify(String node) throws Unanswered {
        List<Note> chosen = Sample.of(notes);
        for (Note note : chosen) {
            HttpResponse<String> found = calls.send(at(note, node));
            if (!asAnswered(note, found)) {
                throw new BrokenPromise("annotation " + note.id + " should "
                        + (note.mayBeThere ? "say one of " + note.texts : "be gone")
                        + (note.mayBeGone && note.mayBeThere ? " or be gone" : "") + "; " + node + " says "
                        + found.statusCode() + " " + found.body());
            }
        }
        return chosen.size();
    }

    private static boolean asAnswered(Note note, HttpResponse<String> found) {
        return switch (found.statusCode()) {
            case 200 ->
                note.mayBeThere
                        && note.texts.contains(JsonMapper.shared()
                                .readTree(found.body())
                                .path("text")
                                .asString());
            case 404 -> note.mayBeGone;
            default -> false;
        };
    }
}
