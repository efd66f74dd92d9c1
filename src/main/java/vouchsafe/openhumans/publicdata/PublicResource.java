package vouchsafe.openhumans.publicdata;

import java.util.Set;

/** Some addresses of the public API that belong together. */
interface PublicResource {
    /** The first words of its addresses. */
    Set<String> firstWords();

    /**
     * The object at the address, as a value that Jackson writes.
     *
     * @throws PublicRefusal where there is none
     */
    Object answer(PublicRequest request) throws PublicRefusal;
}
