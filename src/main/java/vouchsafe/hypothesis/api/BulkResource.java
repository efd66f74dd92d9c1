package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.hypothesis.bulk.BulkActions;
import vouchsafe.hypothesis.bulk.BulkReads;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.JsonBody;
import vouchsafe.web.api.Route;

/**
 * {@code /api/bulk}: for servers that an administrator allows it, and those of the learning platform that the calls were made
 * for. All other callers get 404.
 */
final class BulkResource {
    private static final int LONGEST = 2 * 1024 * 1024;

    private final BulkActions actions;
    private final BulkReads reads;
    private final JsonMapper json;

    BulkResource(BulkActions actions, BulkReads reads, JsonMapper json) {
        this.actions = actions;
        this.reads = reads;
        this.json = json;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.linesForClients(
                        "bulk.action", "POST", "bulk", "Perform multiple operations in one call", this::act),
                AnnotationEndpoint.linesForClients(
                        "bulk.annotation",
                        "POST",
                        "bulk/annotation",
                        "Retrieve a large number of annotations in one go",
                        call -> reads.annotations(client(call), body(call))),
                AnnotationEndpoint.linesForClients(
                        "bulk.group",
                        "POST",
                        "bulk/group",
                        "Retrieve a large number of groups in one go",
                        call -> reads.groups(client(call), body(call))),
                AnnotationEndpoint.linesForClients(
                        "bulk.lms.annotations",
                        "POST",
                        "bulk/lms/annotations",
                        "Retrieve annotations for LMS metrics",
                        call -> reads.counts(client(call), body(call))));
    }

    private ApiAnswer act(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        return actions.act(client(call), call.request().raw().getInputStream());
    }

    private static ApiCaller.ForClient client(AnnotationCall call) throws ApiRefusal {
        if (call.caller() instanceof ApiCaller.ForClient client
                && (client.client().rights().bulk() || ofLearningPlatform(client.authority()))) {
            return client;
        }
        throw Refusals.notFound();
    }

    /** The authorities of Hypothesis' own integration with learning platforms, which runs here as it is. */
    private static boolean ofLearningPlatform(String authority) {
        return authority.startsWith("lms.") && authority.endsWith(".hypothes.is");
    }

    private JsonNode body(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        return switch (JsonBody.read(json, call.request().raw(), LONGEST)) {
            case JsonBody.Fields(JsonNode object) -> object;
            case JsonBody.Other other -> throw Refusals.invalid("The JSON payload must be an object.");
            case JsonBody.Nothing nothing -> throw Refusals.invalid(AnnotationCall.NO_JSON);
            case JsonBody.Broken broken -> throw Refusals.invalid(AnnotationCall.NO_JSON);
        };
    }
}
