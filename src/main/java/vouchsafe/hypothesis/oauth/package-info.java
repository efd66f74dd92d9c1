/** Token, revocation and account endpoints in the words of annotation clients. */
@NullMarked
package vouchsafe.hypothesis.oauth;

import org.jspecify.annotations.NullMarked;
