package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationDraft;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.ReadWay;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** Creates, reads, changes and deletes single annotations. */
final class AnnotationResource {
    private static final String LINKED_DATA = ".jsonld";

    private final Annotations annotations;
    private final Groups groups;
    private final Readers readers;
    private final Members members;
    private final Authority authority;
    private final AnnotationJson wording;
    private final LinkedDataJson linkedData;
    private final JsonMapper json;

    AnnotationResource(
            Annotations annotations,
            Groups groups,
            Readers readers,
            Members members,
            Authority authority,
            AnnotationJson wording,
            JsonMapper json) {
        this.annotations = annotations;
        this.groups = groups;
        this.readers = readers;
        this.members = members;
        this.authority = authority;
        this.wording = wording;
        this.linkedData = new LinkedDataJson(wording);
        this.json = json;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at("annotation.create", "POST", "annotations", "Create an annotation", this::create),
                AnnotationEndpoint.at("annotation.read", "GET", "annotations/{id}", "Fetch an annotation", this::read),
                AnnotationEndpoint.at(
                        "annotation.update", "PATCH", "annotations/{id}", "Update an annotation", this::update),
                AnnotationEndpoint.at("", "PUT", "annotations/{id}", "Update an annotation", this::update),
                AnnotationEndpoint.at(
                        "annotation.delete", "DELETE", "annotations/{id}", "Delete an annotation", this::delete));
    }

    private ApiAnswer create(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Member author = call.writer();
        Viewer viewer = call.writing();
        AnnotationDraft sent = new AnnotationInput(call.body()).created();
        AnnotationDraft draft = inThread(sent, viewer);
        Group group = groups.find(draft.groupId())
                .filter(viewer::reads)
                .orElseThrow(() ->
                        Refusals.invalid("group: Invalid group id " + AnnotationInput.printable(draft.groupId())));
        if (!viewer.writes(group) || !ofOneAuthority(author, group)) {
            throw Refusals.invalid("group: You may not create annotations in the specified group!");
        }
        requireScope(group, draft.uri());
        Annotation created =
                annotations.create(author.id(), draft, group, viewer.moderates(group.id()), call.clientId());
        return Answers.ok(wording.render(created, viewer));
    }

    /** Puts a reply into the group in which its thread began; its author must be able to read the thread's beginning. */
    private AnnotationDraft inThread(AnnotationDraft sent, Viewer viewer) throws ApiRefusal {
        if (sent.thread().isEmpty()) {
            return sent;
        }
        UUID root = sent.thread().getFirst();
        Annotation first = annotations
                .find(root)
                .filter(annotation -> readers.mayRead(annotation, viewer))
                .orElseThrow(() ->
                        Refusals.invalid("references.0: Annotation " + AnnotationId.of(root) + " does not exist"));
        return new AnnotationDraft(
                first.groupId(),
                sent.shared(),
                sent.uri(),
                sent.text(),
                sent.tags(),
                sent.thread(),
                sent.selectors(),
                sent.quote(),
                sent.description(),
                sent.extra(),
                sent.document());
    }

    /**
     * Whether author and group are of one authority: beside the group of everybody, accounts share groups only within their
     * own.
     */
    private static boolean ofOneAuthority(Member author, Group group) {
        String stored = author.authority() == null ? "" : author.authority();
        return group.authority().equals(stored) || group.id().equals(Group.WORLD);
    }

    private static void requireScope(Group group, String uri) throws ApiRefusal {
        if (!group.accepts(uri)) {
            throw Refusals.invalid("group scope: Annotations for this target URI are not allowed in this group");
        }
    }

    private ApiAnswer read(AnnotationCall call) throws ApiRefusal {
        String id = call.variable("id");
        if (id.endsWith(LINKED_DATA)) {
            Annotation annotation = readable(id.substring(0, id.length() - LINKED_DATA.length()), call.viewer());
            call.handsOut(ReadWay.SINGLE, List.of(annotation));
            String creator = members.find(annotation.memberId())
                    .map(author -> UserId.of(author, authority).toString())
                    .orElseThrow(Refusals::notFound);
            return Answers.ok(linkedData.render(annotation, creator)).typed(LinkedDataJson.TYPE);
        }
        Annotation annotation = readable(id, call.viewer());
        call.handsOut(ReadWay.SINGLE, List.of(annotation));
        return Answers.ok(wording.render(annotation, call.viewer()));
    }

    private Annotation readable(String id, Viewer viewer) throws ApiRefusal {
        return AnnotationId.parse(id)
                .flatMap(annotations::find)
                .filter(annotation -> readers.mayRead(annotation, viewer))
                .orElseThrow(Refusals::notFound);
    }

    /** The annotation in the path, which only its author may change or delete. */
    private Annotation own(AnnotationCall call) throws ApiRefusal {
        UUID author = call.writer().id();
        return AnnotationId.parse(call.variable("id"))
                .flatMap(annotations::find)
                .filter(annotation -> annotation.memberId().equals(author))
                .orElseThrow(Refusals::notFound);
    }

    private ApiAnswer update(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Annotation old = own(call);
        Viewer viewer = call.writing();
        Group group = groups.find(old.groupId()).orElseThrow(Refusals::notFound);
        AnnotationDraft draft = new AnnotationInput(call.body())
                .updated(old, wording.selectors(old).orElse(null), json.readTree(old.extra()));
        if (draft.shared() && !old.shared() && !viewer.writes(group)) {
            throw Refusals.invalid("group: You may not create annotations in the specified group!");
        }
        if (!draft.uri().equals(old.uri())) {
            requireScope(group, draft.uri());
        }
        Annotation updated = annotations
                .update(old, draft, group, viewer.moderates(group.id()), call.clientId())
                .orElseThrow(Refusals::notFound);
        // An app may change one field of many, and the answer shows it the others, which it may not have known.
        call.handsOut(ReadWay.SINGLE, List.of(updated));
        return Answers.ok(wording.render(updated, viewer));
    }

    private ApiAnswer delete(AnnotationCall call) throws ApiRefusal {
        Annotation old = own(call);
        annotations.delete(old.id(), call.clientId());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", AnnotationId.of(old.id()));
        answer.put("deleted", true);
        return Answers.ok(answer);
    }
}
