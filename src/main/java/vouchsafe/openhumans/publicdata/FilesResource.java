package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Optional;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.publication.PublicFilter;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code datafiles/} and {@code datafile/<id>/}. */
final class FilesResource {
    private final PublicFileJson files;

    FilesResource(PublicFileJson files) {
        this.files = files;
    }

    List<Route<PublicEndpoint>> routes() {
        return List.of(
                PublicEndpoint.at("datafiles", request -> files.list(filter(request), request.paging())),
                PublicEndpoint.at("datafile/{id}", this::one));
    }

    private Object one(PublicRequest request) throws ApiRefusal {
        String id = request.variable("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw Refusals.none("DataFile");
        }
        return files.one(Long.parseLong(id));
    }

    /** Reads the parameters that narrow lists of files. */
    static PublicFilter filter(PublicRequest request) throws ApiRefusal {
        PublicFilter filter = PublicFilter.all();
        Optional<Integer> type = request.number("datatype_id");
        if (type.isPresent()) {
            filter = filter.ofTypes(List.of(type.get()));
        }
        Optional<Integer> project = request.number("source_project_id");
        if (project.isPresent()) {
            filter = filter.ofProject(project.get());
        }
        Optional<String> username = request.text("username");
        return username.isPresent() ? filter.ofUsername(username.get()) : filter;
    }
}
