package io.odradek.controller;

import io.odradek.controller.image.ClusterImage;
import io.odradek.api.OdradekException;

/** Told what becomes of the cluster. Confined to the controller's loop. */
public interface ControllerListener {
    /** The cluster is another one; several commands may have made it so. */
    void changed(ClusterImage image);

    /** The committed log cannot be followed any more: what this member knows grows old, and it must stop. */
    void failed(OdradekException failure);
}
