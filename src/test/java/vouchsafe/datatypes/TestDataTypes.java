package vouchsafe.datatypes;

import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;

/** Kinds of data for tests, each with a name of its own. */
public final class TestDataTypes {
    private TestDataTypes() {}

    /** A name that nobody else uses. */
    public static String name() {
        return "Kind " + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    }

    /** A kind at the top for files. */
    public static DataType uploadable() {
        return create("", true);
    }

    /** A kind that groups others. */
    public static DataType group() {
        return create("", false);
    }

    /** A kind below another. */
    public static DataType below(DataType parent, boolean uploadable) {
        return create(Integer.toString(parent.id()), uploadable);
    }

    private static DataType create(String parent, boolean uploadable) {
        Member author = TestServer.shared().member();
        DataTypeForm form = new DataTypeForm(name(), parent, "A kind for tests", uploadable, "");
        return switch (TestServer.shared().bean(DataTypes.class).create(form, author.id())) {
            case SavedDataType.Yes(DataType made) -> made;
            case SavedDataType.No(var errors) -> throw new AssertionError(errors.toString());
        };
    }
}
