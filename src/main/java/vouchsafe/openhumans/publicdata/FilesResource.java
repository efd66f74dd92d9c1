package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vouchsafe.publication.PublicFilter;

/** {@code datafiles/} and {@code datafile/<id>/}. */
final class FilesResource implements PublicResource {
    private final PublicFileJson files;

    FilesResource(PublicFileJson files) {
        this.files = files;
    }

    @Override
    public Set<String> firstWords() {
        return Set.of("datafiles", "datafile");
    }

    @Override
    public Object answer(PublicRequest request) throws PublicRefusal {
        if (request.words().equals(List.of("datafiles"))) {
            return files.list(filter(request), request.paging());
        }
        if (request.word(0).equals("datafile") && request.words().size() == 2) {
            String id = request.word(1);
            if (!id.matches("[0-9]{1,18}")) {
                throw PublicRefusal.none("DataFile");
            }
            return files.one(Long.parseLong(id));
        }
        throw PublicRefusal.noSuchPath();
    }

    /** Reads the parameters that narrow lists of files. */
    static PublicFilter filter(PublicRequest request) throws PublicRefusal {
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
