/** What the APIs of this dialect word alike: pages of lists, times, files, projects. */
@NullMarked
package vouchsafe.openhumans.wording;

import org.jspecify.annotations.NullMarked;
