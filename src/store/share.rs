//! Opens the room's file to a group of people on one host. Must not know what is in the file.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use super::fault::Doing;
use super::place;
use crate::domain::failure::Failure;

/// What a folder needs so that the logs beside the room belong to the group too: setgid, and the
/// group may write and enter.
const FOLDER: u32 = 0o2030;
/// Owner and group read and write, nobody else.
const FILE: u32 = 0o660;

/// Gives the file and its logs to a group, in a folder that keeps it so.
///
/// # Errors
/// When there is no such group, the folder is not the group's, or the file is not ours to give.
pub(in crate::store) fn with_group(path: &Path, group: &str) -> Result<(), Failure> {
    place::prepare(path, false)?;
    let doing = format!("sharing the room {} with {group}", path.display());
    let id = number(group, &fs::read_to_string("/etc/group").unwrap_or_default())
        .ok_or_else(|| Failure::usage(format!("{doing}: there is no such group")))?;
    let folder = place::folder(path);
    let meta = fs::metadata(&folder)
        .map_err(|error| Failure::failed(error.to_string()))
        .doing(&doing)?;
    if meta.mode() & FOLDER != FOLDER || meta.gid() != id {
        let at = folder.display();
        return Err(Failure::failed(format!(
            "{doing}: its folder {at} does not hand files on to the group"
        ))
        .hint(format!(
            "run `chgrp {group} {at} && chmod g+rwxs {at}`, then share it again"
        )));
    }
    for file in ["", "-wal", "-shm"].map(|end| place::beside(path, end)) {
        if file.exists() {
            give(&file, id).doing(&doing)?;
        }
    }
    Ok(())
}

fn give(file: &Path, group: u32) -> Result<(), Failure> {
    chown(file, None, Some(group))
        .and_then(|()| fs::set_permissions(file, Permissions::from_mode(FILE)))
        .map_err(|error| {
            Failure::failed(format!("{}: {error}", file.display()))
                .hint("only the file's owner can share it, and only with a group they are in")
        })
}

/// A group's number by its name in `/etc/group`, or as written.
fn number(group: &str, file: &str) -> Option<u32> {
    let named = file.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == group).then(|| fields.nth(1)?.parse().ok())?
    });
    named.or_else(|| group.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_by_name_or_number() {
        let file = "root:x:0:\nteam:x:1003:priya,dana\n12:x:77:\n";
        for (group, id) in [
            ("team", Some(1003)),
            ("root", Some(0)),
            ("12", Some(77)),
            ("44", Some(44)),
            ("tea", None),
        ] {
            assert_eq!(number(group, file), id);
        }
    }

    #[test]
    fn a_folder_that_does_not_hand_files_on_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        fs::write(&path, "").unwrap();
        let gid = fs::metadata(folder.path()).unwrap().gid().to_string();
        let failure = with_group(&path, &gid).unwrap_err();
        assert!(failure.hint.contains("chmod g+rwxs"), "{failure}");
        fs::set_permissions(folder.path(), Permissions::from_mode(0o2770)).unwrap();
        with_group(&path, &gid).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, FILE);
        assert!(with_group(&path, "no such group").is_err());
    }
}
