package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import vouchsafe.files.NamedObjects;

/** A part of a bucket. */
final class BucketShelf implements Shelf {
    private final NamedObjects objects;
    private final String prefix;

    BucketShelf(NamedObjects objects, String prefix) {
        this.objects = objects;
        this.prefix = prefix;
    }

    private Item item(NamedObjects.Found found) {
        return new Item(found.name().substring(prefix.length()), found.size(), found.at());
    }

    @Override
    public void put(String name, InputStream content) throws IOException {
        objects.put(prefix + name, content);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return objects.open(prefix + name);
    }

    @Override
    public Optional<Item> find(String name) throws IOException {
        return objects.find(prefix + name).map(this::item);
    }

    @Override
    public void list(String of, Taker taker) throws IOException {
        objects.list(prefix + of, found -> taker.take(item(found)));
    }

    @Override
    public List<String> folders(String of) throws IOException {
        return objects.folders(prefix + of);
    }

    @Override
    public void erase(String name) throws IOException {
        objects.erase(prefix + name);
    }

    @Override
    public void close() {
        objects.close();
    }
}
