package vouchsafe.openhumans.publicdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.files.DownloadLinks;
import vouchsafe.openhumans.wording.FileJson;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.publication.PublicFiles;
import vouchsafe.publication.PublicFiles.Person;
import vouchsafe.publication.PublicFiles.PublicFile;
import vouchsafe.publication.PublicFilter;
import vouchsafe.web.api.ApiRefusal;

/** Finds public files and writes them, for every list of them. */
final class PublicFileJson {
    private final PublicFiles files;
    private final FileJson fileJson;
    private final DownloadLinks links;

    PublicFileJson(PublicFiles files, FileJson fileJson, DownloadLinks links) {
        this.files = files;
        this.fileJson = fileJson;
        this.links = links;
    }

    /** A page of the files that pass the filter. */
    Object list(PublicFilter filter, Paging paging) {
        return paging.envelope(
                files.count(filter),
                files.list(filter, paging.offset(), paging.limit()).stream()
                        .map(this::of)
                        .toList());
    }

    /** The same page in the older wording, from before there were data types. */
    Object legacyList(PublicFilter filter, Paging paging) {
        List<Map<String, @Nullable Object>> lines = files.list(filter, paging.offset(), paging.limit()).stream()
                .map(file -> without(worded(file), "datatypes", "source_project"))
                .toList();
        return paging.envelope(files.count(filter), lines);
    }

    Object one(long id) throws ApiRefusal {
        return files.find(id).map(this::of).orElseThrow(() -> Refusals.none("DataFile"));
    }

    private Map<String, @Nullable Object> of(PublicFile file) {
        return without(worded(file), "source");
    }

    private Map<String, @Nullable Object> worded(PublicFile file) {
        Map<String, @Nullable Object> answer = fileJson.of(file.file(), links.publicUrl(file.file()));
        answer.put("user", user(file.person()));
        return answer;
    }

    private static Map<String, @Nullable Object> user(Optional<Person> person) {
        Map<String, @Nullable Object> user = new LinkedHashMap<>();
        user.put("id", person.map(Person::number).orElse(null));
        user.put("name", person.map(Person::name).orElse(null));
        user.put("username", person.map(Person::username).orElse(null));
        return user;
    }

    private static Map<String, @Nullable Object> without(Map<String, @Nullable Object> answer, String... names) {
        for (String name : names) {
            answer.remove(name);
        }
        return answer;
    }
}
