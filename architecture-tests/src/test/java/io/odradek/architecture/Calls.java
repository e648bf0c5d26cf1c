package io.odradek.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;

/** Calls that rules forbid. */
final class Calls {
    private Calls() {}

    /** Calls of methods of a type, or of a subtype, by name. */
    static DescribedPredicate<JavaMethodCall> of(Class<?> owner, String... names) {
        Set<String> wanted = Set.of(names);
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + String.join("/", names),
                call -> call.getTargetOwner().isAssignableTo(owner) && wanted.contains(call.getName()));
    }

    /** Constructions of a type or of a subtype. */
    static <C extends JavaCall<?>> DescribedPredicate<C> constructionOf(Class<?>... owners) {
        return DescribedPredicate.describe("a construction", call -> {
            for (Class<?> owner : owners) {
                if (call.getName().equals("<init>") && call.getTargetOwner().isAssignableTo(owner)) {
                    return true;
                }
            }
            return false;
        });
    }
}
