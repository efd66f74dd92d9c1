package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.ReadWay;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** Takes readers' reports of an annotation, and the decisions of its group's moderators. */
final class ModerationResource {
    private static final String UPDATED = "The annotation has been updated since it was loaded.";

    private final Annotations annotations;
    private final Readers readers;
    private final AnnotationJson wording;

    ModerationResource(Annotations annotations, Readers readers, AnnotationJson wording) {
        this.annotations = annotations;
        this.readers = readers;
        this.wording = wording;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at(
                        "annotation.flag", "PUT", "annotations/{id}/flag", "Flag an annotation for review", this::flag),
                AnnotationEndpoint.at(
                        "annotation.hide",
                        "PUT",
                        "annotations/{id}/hide",
                        "Hide an annotation as a group moderator",
                        call -> moderated(call, Moderation.SPAM)),
                AnnotationEndpoint.at(
                        "annotation.unhide",
                        "DELETE",
                        "annotations/{id}/hide",
                        "Unhide an annotation as a group moderator",
                        call -> moderated(call, Moderation.APPROVED)),
                AnnotationEndpoint.at(
                        "annotation.moderate",
                        "PATCH",
                        "annotations/{id}/moderation",
                        "Change an annotation's moderation status",
                        this::moderate));
    }

    private ApiAnswer flag(AnnotationCall call) throws ApiRefusal {
        Member member = call.writer();
        Annotation annotation = readable(call, call.writing());
        annotations.flag(annotation.id(), member.id());
        return Answers.noContent();
    }

    private Annotation readable(AnnotationCall call, Viewer viewer) throws ApiRefusal {
        return AnnotationId.parse(call.variable("id"))
                .flatMap(annotations::find)
                .filter(annotation -> readers.mayRead(annotation, viewer))
                .orElseThrow(Refusals::notFound);
    }

    private Annotation moderatable(AnnotationCall call, Viewer viewer) throws ApiRefusal {
        Annotation annotation = readable(call, viewer);
        if (!annotation.shared() || !viewer.moderates(annotation.groupId())) {
            throw Refusals.notFound();
        }
        return annotation;
    }

    private ApiAnswer moderated(AnnotationCall call, Moderation standing) throws ApiRefusal {
        Annotation annotation = moderatable(call, call.writing());
        annotations.moderate(call.writer().id(), annotation, standing, call.clientId());
        return Answers.noContent();
    }

    private ApiAnswer moderate(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Viewer viewer = call.writing();
        Annotation annotation = moderatable(call, viewer);
        Payload payload = new Payload(call.body());
        Optional<Moderation> wanted = standing(payload, "moderation_status");
        Optional<Moderation> known = standing(payload, "current_moderation_status");
        String updated = payload.text("annotation_updated", 60).orElse("");
        if (wanted.isEmpty()) {
            payload.wrong("moderation_status", "this must be one of " + Arrays.toString(Moderation.values()));
        }
        if (updated.isEmpty()) {
            payload.wrong("annotation_updated", "this field is required");
        }
        payload.check();
        if (known.isPresent() && known.get() != annotation.moderation()) {
            throw Refusals.conflict("The annotation has been moderated since it was loaded.");
        }
        if (WireTimes.parse(updated).filter(annotation.updatedAt()::equals).isEmpty()) {
            throw Refusals.conflict(UPDATED);
        }
        Annotation moderated = annotations
                .moderateAsRead(call.writer().id(), annotation, wanted.orElseThrow(), call.clientId())
                .orElseThrow(() -> Refusals.conflict(UPDATED));
        call.handsOut(ReadWay.SINGLE, List.of(moderated));
        return Answers.ok(wording.render(moderated, viewer));
    }

    private static Optional<Moderation> standing(Payload payload, String name) {
        Optional<String> sent = payload.text(name, 20);
        Optional<Moderation> standing = sent.flatMap(word -> Arrays.stream(Moderation.values())
                .filter(each -> each.name().equals(word))
                .findFirst());
        if (sent.isPresent() && standing.isEmpty()) {
            payload.wrong(name, "this must be one of " + Arrays.toString(Moderation.values()));
        }
        return standing;
    }
}
