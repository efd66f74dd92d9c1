/** The annotation client on pages: its files, the pages it shows itself in, the script that embeds it, and a page to try it on. */
@NullMarked
package vouchsafe.hypothesis.embed;

import org.jspecify.annotations.NullMarked;
