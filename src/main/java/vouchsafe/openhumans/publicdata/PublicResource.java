package vouchsafe.openhumans.publicdata;

import java.util.Set;

/** Some addresses of the public API that belong together. */
interface PublicResource {
    /** The first words of its addresses. */
    Set<String> firstWords();

    /**
     * What is at the address: anything Jackson writes.
     *
     * @throws PublicRefusal where nothing is there
     */
    Object answer(PublicRequest request) throws PublicRefusal;
}
